"""What a challenge must be before it is signed (docs/protocol.md, "Challenge")."""
import datetime
import re
from urllib.parse import urlsplit

MAX_BYTES = 2048
MAX_LIFE = datetime.timedelta(seconds=600)
TIME = '%Y-%m-%dT%H:%M:%SZ'
FORM = re.compile(
    r'Bitauth login 1\n'
    r'Cloud: (?P<cloud>[!-~]+)\n'
    r'Identity: (?P<identity>[!-~]+)\n'
    r'Asks: (?P<asks>[!-~](?:[ -~]*[!-~])?)\n'
    r'Issued: (?P<issued>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\n'
    r'Expires: (?P<expires>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\n'
    r'Nonce: [A-Za-z0-9_-]{21}[AQgw]\n'
    r'Mac: [a-z0-9]{1,16}\.[A-Za-z0-9_-]{21}[AQgw]')


class Untrusted(Exception):
    """The text must not be signed."""


def check(text, cloud, identity, asks):
    """Goes on only if the text is exactly the challenge that is awaited."""
    lines = FORM.fullmatch(text) if isinstance(text, str) and len(text) <= MAX_BYTES else None
    if not lines:
        raise Untrusted('the challenge has another form')
    if lines['cloud'] != cloud:
        raise Untrusted('the challenge is for %s, not for %s' % (lines['cloud'], cloud))
    if lines['identity'] != identity:
        raise Untrusted('the challenge is for another identity')
    if lines['asks'] != asks:
        raise Untrusted("the challenge asks for '%s', not for '%s'" % (lines['asks'], asks))
    try:
        issued = datetime.datetime.strptime(lines['issued'], TIME)
        expires = datetime.datetime.strptime(lines['expires'], TIME)
    except ValueError:
        raise Untrusted('the challenge has no time of the calendar')
    if not datetime.timedelta(0) < expires - issued <= MAX_LIFE:
        raise Untrusted('the challenge must live 1 to 600 seconds')


def cloud_of(auth_url):
    """The one spelling of the URL that the user configured, as keystoneauth1 will use it."""
    url = auth_url.rstrip('/')
    try:
        parts = urlsplit(url if url.endswith('v3') else url + '/v3')
        host, number = (parts.hostname or '').lower(), parts.port
    except ValueError:
        raise Untrusted('the auth URL must be a URL')
    loopback = host in ('localhost', '::1') or re.fullmatch(r'127\.[0-9]+\.[0-9]+\.[0-9]+', host)
    if not host or not (parts.scheme == 'https' or parts.scheme == 'http' and loopback):
        raise Untrusted('the auth URL must be https, or http for a loopback address')
    if parts.username is not None or parts.query or parts.fragment or not parts.path.isascii():
        raise Untrusted('the auth URL must have no user, query or fragment')
    host = '[%s]' % host if ':' in host else host
    default = 443 if parts.scheme == 'https' else 80
    port = '' if number in (None, default) else ':%d' % number
    return '%s://%s%s%s' % (parts.scheme, host, port, parts.path)
