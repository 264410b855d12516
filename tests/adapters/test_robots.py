"""Robots are told from people by what they call themselves."""

import time

import pytest

from openmic.adapters.robots import is_robot

PEOPLE = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"
    " Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "Lynx/2.8.9rel.1 libwww-FM/2.14",
]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36",
    "curl/8.5.0",
    "python-requests/2.32",
    "",
    "  ",
]


@pytest.mark.parametrize("name", PEOPLE)
def test_browsers_are_people(name: str) -> None:
    assert not is_robot(name)


@pytest.mark.parametrize("name", ROBOTS)
def test_robots_are_robots(name: str) -> None:
    assert is_robot(name)


@pytest.mark.parametrize("name", ["a" * 60_000, "Mozilla " * 7_000, "(" * 60_000, "/" * 60_000])
def test_a_very_long_name_costs_nothing(name: str) -> None:
    is_robot("warm")
    begun = time.process_time()
    is_robot(name)
    assert time.process_time() - begun < 0.1
