from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "concertar.site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from concertar.site import wiring

        wiring.wire()
