"""Reflex's settings, each with its reason. There is no db_url on purpose: the database is ours alone."""

from openmic import frontend, settings

frontend.prepare_environment()

import reflex as rx  # noqa: E402  (it reads the environment as it is imported)

from openmic.pages.compiling import OneBundle  # noqa: E402

config = rx.Config(
    app_name="openmic",
    app_module_import="openmic.app",
    plugins=[OneBundle()],
    disable_plugins=[rx.plugins.SitemapPlugin],  # the sitemap is ours, from the database
    telemetry_enabled=False,
    show_built_with_reflex=False,
    react_strict_mode=False,
    cors_allowed_origins=list(settings.current().origins),  # exact: TRUST T6
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,  # never pickles on disk: TRUST T38
    redis_token_expiration=900,  # seconds an idle visitor's state is kept, in memory too
    frontend_compression_formats=["brotli", "gzip"],
)
