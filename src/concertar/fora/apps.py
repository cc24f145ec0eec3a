from django.apps import AppConfig


class ForaConfig(AppConfig):
    name = "concertar.fora"
    default_auto_field = "django.db.models.BigAutoField"
