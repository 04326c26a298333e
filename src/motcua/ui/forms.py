"""The choice of theme, language and shortcuts."""

from django import forms
from django.conf import settings

from motcua.ui.preferences import Theme


class PreferencesForm(forms.Form):
    """One or more of the three; what is not sent stays as it is."""

    theme = forms.ChoiceField(choices=[(theme.value, theme.value) for theme in Theme], required=False)
    language = forms.ChoiceField(choices=list(settings.LANGUAGES), required=False)
    keys = forms.ChoiceField(choices=[("on", "on"), ("off", "off")], required=False)
    next = forms.CharField(required=False)
