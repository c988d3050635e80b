"""Passphrases that too many people chose: compared without case, spaces and signs.

The first attempts of every attacker are these. The list holds words as they stand and what people make
of them: repeated, counted up, with a year behind. Digits around a word are taken off before comparing.
"""

from __future__ import annotations

from itertools import product

_WORDS = """
password passphrase passwort contrasena contraseña clave motdepasse secret secreto azerty azertyuiop qwerty
qwertyuiop qwertz qwertzuiop asdfghjkl zxcvbnm letmein welcome bienvenido bienvenida bienvenue bonjour
iloveyou ilovegod iloveme teamo teamomucho tequiero tequieromucho jetaime jtm monamour miamor mivida amor
amormio loveyou lovely sunshine princess princesa princesse football futbol soccer baseball basketball
hockey superman batman spiderman pokemon naruto dragon monkey shadow master hunter killer ranger buster
michael jordan jennifer jessica michelle ashley amanda daniel daniela andrew andrea joshua matthew nicole
charlie thomas george robert william anthony alejandro alexander alexandra sebastian francisco fernanda
gabriela valentina mariana carolina natalia estrella corazon hermosa preciosa bonita chocolat chocolate
doudou loulou soleil marseille olivier nicolas camille julien maxime caroline elephant butterfly mariposa
freedom libertad liberte liberty starwars whatever trustno computer internet samsung google facebook
instagram whatsapp youtube liverpool chelsea arsenal barcelona realmadrid bocajuniors riverplate america
mexico colombia argentina guadalajara jesus jesuschrist jesucristo christ dios diosesamor godisgood blessed
blessing angel angels forever family familia famille friends amigos amigas mother father mama papa mamapapa
babygirl babyboy summer winter spring autumn verano invierno january february march april monday sunday
purple orange yellow flower flores rainbow diamond golden silver cheese cookie banana pepper ginger hello
helloworld goodbye changeme default administrator admin administrador administrateur root system user guest
temp temporary test testing tester tests demo example ejemplo exemple login signin access acceso letmeinnow
nopassword nopasswd mypassword mypass mypasswd passpass passwordpassword ninja mustang corvette ferrari
mercedes porsche yamaha maverick phoenix thunder lightning eminem metallica nirvana slipknot blink aaaaaaaaaa
correcthorsebatterystaple correcthorse iloveyousomuch thisismypassword thisisapassword letmeinplease
opensesame abracadabra supercalifragilisticexpialidocious rockyou passw0rd p4ssword pa55word passwd
contrasenia micontrasena miclave monmotdepasse lemotdepasse tequieroamor hastalavista carpediem hakunamatata
abcdefgh abcdefghi abcdefghij abcdefghijk abcdefghijklmnop abcabcabc abcdabcd qazwsx qazwsxedc wsxedc
qweasdzxc qweqweqwe asdasdasd zxczxczxc qwerasdf qwertyqwerty qwertyasdf asdfasdf asdfghjklñ zaqxsw
poiuytrewq lkjhgfdsa mnbvcxz qwertyuiopasdfghjkl azertyazerty azeazeaze wxcvbn qsdfghjklm
"""

_CONTEXT = """
weft member members membership miembro miembros membresia membre membres adhesion network networks red
redes reseau reseaux idpc inpud anpud enpud euronpud lanpud menanpud nanpud pasifikanpud africanpud inwud
harmreduction reducciondedanos reducciondedaños reductiondesrisques naloxone naloxona supportdontpunish
apoyenocastigue drugs drogas drogues peers pares pairs nothingaboutuswithoutus nadasobrenosotrossinnosotros
grants subvenciones subventions directory directorio annuaire secretariat secretaria committee comite
"""

_ENDINGS = ("", "abc", "xyz", "qwerty", "password", "love", "me", "please", "one")
_RUNS = ("0123456789", "9876543210", "1234567890", "0987654321")


def _made_from(words: list[str]) -> set[str]:
    made = set(words)
    made.update(word * times for word, times in product(words, (2, 3)))
    made.update(word + ending for word, ending in product(words, _ENDINGS))
    made.update("my" + word for word in words)
    made.update("the" + word for word in words)
    return made


def _without_spelling(words: set[str]) -> set[str]:
    """The same words as people disguise them: 0 for o, 3 for e, 4 or @ for a, 1 for i, 5 for s."""
    disguises = [str.maketrans("oe", "03"), str.maketrans("oeais", "03415"), str.maketrans("ao", "40")]
    return words | {word.translate(disguise) for word in words for disguise in disguises}


CONTEXT_WORDS: frozenset[str] = frozenset(_made_from(_CONTEXT.split()))
COMMON: frozenset[str] = frozenset(
    _without_spelling(_made_from(_WORDS.split()))
    | {(run * 3)[start : start + length] for run in _RUNS for start in range(10) for length in range(8, 21)}
    | {character * length for character in "abcdefghijklmnopqrstuvwxyz0123456789" for length in range(8, 21)}
)
