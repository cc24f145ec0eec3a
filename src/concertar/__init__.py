"""Concertar: institutions negotiate, sign and keep agreements in public view."""
