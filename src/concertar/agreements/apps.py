from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "concertar.agreements"
    default_auto_field = "django.db.models.BigAutoField"
