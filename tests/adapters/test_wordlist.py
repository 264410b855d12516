"""Words a moderator should see: caught in disguise, and no innocent name among them (TRUST T25)."""

import random
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmic.adapters.wordlist import AT_MOST, FILE, LONGEST, flagged

CLEAN = """
The Cock Inn / The Cock & Bull / Dick's Bar / Dirty Dick's / Spotted dick supper / Scunthorpe / Penistone / Twatt / Twatt, Orkney
Shitterton / Cockfosters / Cockermouth / Clitheroe / Lightwater / Sussex / Essex / Middlesex folk / Bell End / Wankel engine night
Faggots and peas / Pork faggots, mash and gravy / Queer open mic / Lesbian poetry night / Gay men's chorus / Trans joy cabaret
Dyke march afterparty / Drag queen bingo / Crip comedy / Gypsy jazz jam / Black writers' night / Jewish comedy / Muslim women's mic
Cocktails from 7 / Cock-a-leekie soup / Blue tits and great tits: a birder's tale / Shuttlecock / Hancock's Half Hour / Peacock Arms
Titmouse / Matsushita / Basement, Bassett / Class of '76 / Assassins / Grape and grain / Therapist's couch / Analysis / Canal boat
Spicy food, spiced rum and all the spices / Fishmonger's Arms / Spic and span / Kaffir lime curry / Stitch and Bitch
Never Mind the Bollocks tribute / Fire retardant / Whose line is it anyway / Who're you / Who’re they / Mongoose / Wogan night / Snigger
Niger delta blues / Nigel / Slough / Shiitake / Shih Tzu / Push it / Wish it / Slutters Lane / Shag the dance
Funk, funky, funked up / Fukushima benefit / Duck & drake / Chuck Berry / Huck Finn / Puck / Bucket list / Truck
7.30pm, 5 min slots, £5 / OX1 4SS / 01865 123456 / 50% off before 8! / a.m. and p.m. / R&B / B.Y.O.B. / Q & A / A B C D E F G
Say hi to Bob / I am at 8 / S O S / D.I.S.C.O / U.N.C.L.E. / Y M C A / Rock 'n' Roll / Ooooh! / Sssh! / Brrr / 4-2-1-3 / 1 2 3 4
***** five stars / **** / w***der / C++ / $5 / @handle / 100% wool / Bloody Mary / crap magician / arse / damn / hell
""".replace("\n", " / ").split(" / ")  # noqa: E501

HOSTILE = """
fuck / Fuck! / FUCKING / fucked / fuckers / motherfuckers / fucktrumpet / shit / shits / cunts / cunty / wanker / wanking / twats
bitches / arseholes / bellends / nigger / niggers / faggot / faggots / paki / pakis / trannies / retards / spastics
ｆｕｃｋ / ＦＵＣＫ / fu\u200bck / f\u200du\u200dc\u200dk / f\u00aduck / fùçk / f̶u̶c̶k̶ / 𝖋𝖚𝖈𝖐 / 𝓼𝓱𝓲𝓽 / ⓕⓤⓒⓚ / fuсk / сunt / ѕhіt / wаnkеr / ꜰᴜᴄᴋ
fuuuuck / shiiiiit / cuuuunnnt / fuckkkkk / f.u.c.k / f-u-c-k / f_u_c_k / fu-ck / s/h/i/t / sh1t / sh!t / $hit / 5h1t / c0cksucker
b1tch / b!7ch / wh0re / @rsehole / wank3r / tw@t / tw4t / n1gger / n1663r / f4ggot / p4ki / fvck / phuck / fuk / f*ck / f**k / sh*t / c*nt / c**t
f u c k / F  U  C  K / s h i t / s . h . i . t / c u n t / f u c k   o f f / you (f u c k) / s h 1 t / f\u00a0u\u00a0c\u00a0k / “fuck” / what-the-fuck / fu'ck / f'u'c'k
""".replace("\n", " / ").split(" / ")  # noqa: E501


@pytest.mark.parametrize("text", [text for text in CLEAN if text])
def test_an_innocent_name_is_left_alone(text: str) -> None:
    assert flagged(text) == ()


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_a_word_is_seen_however_it_is_spelt(text: str) -> None:
    assert len(flagged(text)) == 1
    assert len(flagged(f"Come to our {text} night on Tuesday")) == 1


def test_words_are_named_as_they_were_typed_and_once() -> None:
    text = "What the ＦＵＣＫ, you “wankers”! f u c k! Sh1t. sh1t. wankers"
    assert flagged(text) == ("Sh1t", "sh1t", "ＦＵＣＫ", "wankers", "f u c k!")


def test_a_name_we_are_told_of_is_left_alone_but_only_as_a_whole() -> None:
    allowed = ["The Twat & Whistle", "Fucking, Upper Austria"]
    assert flagged("Tonight at the twat & whistle in Fucking (Upper Austria)", allowed=allowed) == ()
    assert flagged("Fucking Austria, twat", allowed=allowed) == ("Fucking", "twat")
    assert flagged("Twat Twat & Whistle", allowed=["Twat & Whistle"]) == ("Twat",)


def test_a_dish_is_a_dish_and_an_insult_is_none() -> None:
    assert flagged("Faggots & peas from 6pm") == ()
    assert flagged("no faggots nor peas") == ("faggots",)


@pytest.mark.parametrize("name", ["towns.csv", "sample_nights.csv"])
def test_nothing_in_oxfordshire_is_rude(name: str) -> None:
    assert flagged((files("openmic") / "data" / name).read_text(encoding="utf-8")) == ()


def test_no_word_by_which_people_call_themselves_is_on_the_list() -> None:
    ours = "gay queer lesbian bi bisexual trans transgender dyke crip gypsy black jew muslim asian drag fat mad homo"
    entries = {line.strip("=*") for line in FILE.read_text().splitlines()}
    assert entries.isdisjoint(ours.split())


def test_a_list_of_words_stays_short() -> None:
    found = flagged(" ".join(f"fuck{'x' * n}" for n in range(200)))
    assert len(found) == AT_MOST
    assert max(map(len, found)) <= LONGEST


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    assert all(isinstance(word, str) for word in flagged(text, allowed=[text]))


GROWING = {
    "words": "an ordinary night of music and poems ",
    "one letter": "a",
    "stars": "*",
    "masked": "f*",
    "leet": "1!",
    "single letters": "f u c ",
    "repeated": "fuuuuc",
    "bad": "fuck ",
    "signs": ".-",
    "invisible": "f\u200b",
    "accents": "f\u0336",
    "long letters": "ﷺ",
}


def cost(text: str) -> float:
    """The least of several tries, since other programs are at work too."""
    costs = []
    for _ in range(5):
        before = time.process_time()
        flagged(text, allowed=["The Twat & Whistle"])
        costs.append(time.process_time() - before)
    return min(costs)


@pytest.mark.parametrize("name", GROWING)
def test_a_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    short, long = (GROWING[name] * (size // len(GROWING[name])) for size in (5_000, 80_000))
    flagged("warm")
    assert cost(long) < 16 * 4 * max(cost(short), 0.0005), "sixteen times as long: squared, it would be 256"


def test_shuffled_letters_of_every_alphabet_do_no_harm() -> None:
    signs = "fuckshit*.-1!@ \u200bавсԁе𝖋ｆ"
    for seed in range(50):
        flagged("".join(random.Random(seed).choices(signs, k=500)))
