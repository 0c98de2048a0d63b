from django.apps import AppConfig


class TingtangConfig(AppConfig):
    name = "tingtang"
    verbose_name = "Tingtang"
