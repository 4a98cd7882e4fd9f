"""A service guarded by the real keystonemiddleware: answers what the middleware says of the caller.

usage: guarded-service.py JSON    the middleware's options; prints the port, and ends when standard input does
"""
import json
import sys
import threading
from wsgiref import simple_server

from keystonemiddleware import auth_token


def service(environ, start_response):
    names = ('HTTP_X_USER_NAME', 'HTTP_X_PROJECT_NAME', 'HTTP_X_ROLES', 'HTTP_X_IDENTITY_STATUS')
    body = json.dumps({name: environ.get(name) for name in names}).encode()
    start_response('200 OK', [('Content-Type', 'application/json'), ('Content-Length', str(len(body)))])
    return [body]


class Silent(simple_server.WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


server = simple_server.make_server('127.0.0.1', 0, auth_token.AuthProtocol(service, json.loads(sys.argv[1])),
                                   handler_class=Silent)
print(server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
