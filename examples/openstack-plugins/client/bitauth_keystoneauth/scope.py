"""The scope that keystoneauth1 will ask for, and the one line that says so (docs/protocol.md, "Challenge")."""
import re

ID = re.compile(r'[A-Za-z0-9_-]{1,64}')
BARE = re.compile(r'[A-Za-z0-9._@:/+-]+')


class ScopeError(Exception):
    """No challenge can state this scope."""


def of(auth):
    """Scope and ask of a login: the same choice as keystoneauth1.identity.v3.Auth makes."""
    if auth.trust_id:
        raise ScopeError('v3bitauth cannot log in with a trust')
    if auth.domain_id or auth.domain_name:
        scope, words = _domain(auth.domain_id, auth.domain_name)
        return {'domain': scope}, 'token for ' + words
    if auth.project_id:
        return {'project': {'id': auth.project_id}}, 'token for project id ' + identifier(auth.project_id)
    if auth.project_name:
        scope, words = _domain(auth.project_domain_id, auth.project_domain_name)
        return ({'project': {'name': auth.project_name, 'domain': scope}},
                'token for project %s in %s' % (name(auth.project_name), words))
    if getattr(auth, 'unscoped', False):
        return 'unscoped', 'token, unscoped'
    if auth.system_scope:
        if auth.system_scope != 'all':
            raise ScopeError('the system scope must be all')
        return {'system': {'all': True}}, 'token for system all'
    return None, 'token, scope left to the cloud'


def _domain(by_id, by_name):
    if by_id:
        return {'id': by_id}, 'domain id ' + identifier(by_id)
    return {'name': by_name}, 'domain ' + name(by_name or '')


def identifier(value):
    if not ID.fullmatch(value):
        raise ScopeError('an id must have 1 to 64 letters, digits, _ and -')
    return value


def name(value):
    """A name in its one spelling: bare if it is plain, else a JSON string in ASCII."""
    if not 1 <= len(value) <= 64 or any('\ud800' <= character <= '\udfff' for character in value):
        raise ScopeError('a name must have 1 to 64 characters')
    if BARE.fullmatch(value) and value != 'id':
        return value
    return '"%s"' % ''.join(_escaped(character) for character in value)


def _escaped(character):
    if character in '"\\':
        return '\\' + character
    if ' ' <= character <= '~':
        return character
    units = character.encode('utf-16-be')
    return ''.join('\\u%02x%02x' % (units[i], units[i + 1]) for i in range(0, len(units), 2))
