"""The forms that a login may have. What has another form never reaches the bridge."""
import re

SIN = re.compile(r'T[ef][1-9A-HJ-NP-Za-km-z]{33}')
PUBLIC_KEY = re.compile(r'0[23][0-9a-fA-F]{64}')
SIGNATURE = re.compile(r'[0-9a-fA-F]{16,144}')
CHALLENGE = re.compile(r'Bitauth login 1\nCloud: [!-~]+\nIdentity: ([!-~]+)\n[\n -~]+')
MAX_CHALLENGE = 2048
SCOPES = ('project', 'domain', 'system', 'unscoped', 'OS-TRUST:trust')


class Malformed(Exception):
    """The request can never succeed; the text says why and holds nothing that was received."""


def identity_of(payload):
    """The SIN that a payload claims, which the bridge's answer must name too."""
    if not isinstance(payload, dict) or not all(isinstance(value, str) for value in payload.values()):
        raise Malformed('bitauth must be an object of texts')
    if set(payload) == {'identity'}:
        claimed = payload['identity']
    elif set(payload) == {'public_key', 'challenge', 'signature'}:
        if not PUBLIC_KEY.fullmatch(payload['public_key']) or not SIGNATURE.fullmatch(payload['signature']):
            raise Malformed('public_key and signature must be hexadecimal digits of their length')
        challenge = payload['challenge']
        lines = CHALLENGE.fullmatch(challenge) if len(challenge) <= MAX_CHALLENGE else None
        if not lines:
            raise Malformed('challenge must be a text that this method issued')
        claimed = lines.group(1)
    else:
        raise Malformed('bitauth must have either identity, or public_key, challenge and signature')
    if not SIN.fullmatch(claimed):
        raise Malformed('identity must be a SIN')
    return claimed


def scope_of(auth):
    """The scope in its one spelling, read as Keystone reads it: a name counts before an id.

    None if the request names none. Keystone would take more: a trust and texts that merely hold a word are refused
    here, since no challenge can state them.
    """
    if 'scope' not in auth:
        return None
    scope = auth['scope']
    if scope == 'unscoped':
        return 'unscoped'
    if not isinstance(scope, dict) or sum(kind in scope for kind in SCOPES) != 1:
        raise Malformed('scope must be exactly one of project, domain, system and unscoped')
    if 'unscoped' in scope:
        return 'unscoped'
    if 'system' in scope:  # whatever it says, Keystone gives the whole system
        return {'system': {'all': True}}
    if 'project' in scope:
        project = _object(scope, 'project')
        if project.get('name'):
            return {'project': {'name': project['name'], 'domain': _domain(project)}}
        return {'project': {'id': _text(project, 'id')}}
    if 'domain' in scope:
        return {'domain': _domain(scope)}
    raise Malformed('scope must not be a trust')


def _domain(parent):
    domain = _object(parent, 'domain')
    return {'name': domain['name']} if domain.get('name') else {'id': _text(domain, 'id')}


def _object(parent, name):
    if not isinstance(parent.get(name), dict):
        raise Malformed('scope must have an object %s' % name)
    return parent[name]


def _text(parent, name):
    if not isinstance(parent.get(name), str):
        raise Malformed('scope must have a text %s' % name)
    return parent[name]
