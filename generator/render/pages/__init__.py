"""Every page of the site: which template, which address, which records.

A page type is a function that yields pages, in a module of its own, and a line in :data:`PAGES`.
"""

from collections.abc import Callable, Iterator

from generator.render.page import Page, RenderInput
from generator.render.pages.data import data_page
from generator.render.pages.feeds import feeds_page
from generator.render.pages.home import home
from generator.render.pages.listings import listing_pages
from generator.render.pages.map import map_page
from generator.render.pages.moved import moved_pages
from generator.render.pages.my import my_page
from generator.render.pages.new import new_pages
from generator.render.pages.offline import offline_page
from generator.render.pages.papers import paper_lists, papers
from generator.render.pages.paths import path_pages
from generator.render.pages.prose import prose_pages
from generator.render.pages.search import search_page
from generator.render.pages.stats import stats_page
from generator.render.pages.suggest import suggest_page
from generator.render.pages.tags import tag_pages
from generator.render.pages.themes import theme_pages

PAGES: tuple[Callable[[RenderInput], Iterator[Page]], ...] = (
    home,
    paper_lists,
    papers,
    theme_pages,
    tag_pages,
    path_pages,
    listing_pages,
    stats_page,
    search_page,
    map_page,
    data_page,
    new_pages,
    feeds_page,
    offline_page,
    moved_pages,
    my_page,
    suggest_page,
    prose_pages,
)
"""All page types, in the order they are rendered."""
