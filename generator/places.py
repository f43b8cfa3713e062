"""Where a list keeps what it has one of, as paths from its root."""

SITE_PATH = "site_config/site.yaml"
TAGS_PATH = "site_config/tags.yaml"
IGNORED_PATH = "content/ignored.yaml"
REGISTER_PATH = "content/register.yaml"
NOTICE_PATH = "content/NOTICE.md"
FOR_PAGES_ALONE = ("site_config/assets/", "site_config/overrides/", "site_config/schema/")
"""Folders whose files are no part of the catalog."""
