"""Has Nova's own code ask for the vendordata of an instance, and prints vendor_data2.json as Nova would serve it.

usage: nova-vendordata.py URL CA TOKEN INSTANCE
"""
import json
import sys
import types

import nova.conf
from keystoneauth1 import loading
from nova.api.metadata import vendordata_dynamic

url, ca, token, instance_id = sys.argv[1:]
conf = nova.conf.CONF
conf([], project="nova", default_config_files=[])
group = "vendordata_dynamic_auth"
conf.register_opts(loading.get_auth_plugin_conf_options("admin_token"), group=group)
conf.set_override("auth_type", "admin_token", group=group)
conf.set_override("endpoint", url, group=group)
conf.set_override("token", token, group=group)
conf.set_override("vendordata_dynamic_targets", ["cloud-init@" + url + "/cloud-init", "bitauth@" + url + "/instance"], group="api")
conf.set_override("vendordata_dynamic_ssl_certfile", ca, group="api")
conf.set_override("vendordata_dynamic_failure_fatal", True, group="api")
instance = types.SimpleNamespace(
    project_id="1f4a3f5e6d7c4b0e9f5b1f6f4f0d2a11",
    uuid=instance_id,
    image_ref="",
    user_data="I2Nsb3VkLWNvbmZpZwo=",
    hostname="web",
    metadata={"tier": "front"},
    system_metadata={"boot_roles": "member,reader"},
)
json.dump(vendordata_dynamic.DynamicVendorData(instance=instance).get(), sys.stdout)
