"""A form that asks nothing: the page says what is about to be done, and its button does it."""

from django import forms


class SureForm(forms.Form):
    """Sending it is the answer."""
