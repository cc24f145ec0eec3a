from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class KitConfig(AppConfig):
    name = "concertar.kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from concertar.kit import triggers

        post_migrate.connect(triggers.install_after_migrate, dispatch_uid="kit.triggers")
        register(triggers.check_triggers, Tags.database)
