"""Where a list keeps what it has one of, as paths from its root."""

SITE_PATH = "site_config/site.yaml"
TAGS_PATH = "site_config/tags.yaml"
IGNORED_PATH = "content/ignored.yaml"
REGISTER_PATH = "content/register.yaml"
NOTICE_PATH = "content/NOTICE.md"
