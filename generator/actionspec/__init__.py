"""Typed clients, docs and a mock server for action-style HTTP APIs, from one YAML description."""
