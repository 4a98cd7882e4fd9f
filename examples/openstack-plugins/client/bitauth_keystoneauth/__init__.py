"""The auth type ``v3bitauth`` of keystoneauth1: a Bitcoin key signs the challenge of an OpenStack cloud."""
