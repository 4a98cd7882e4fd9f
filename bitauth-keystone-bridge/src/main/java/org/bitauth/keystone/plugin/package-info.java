/** What a plug-in of an OpenStack Keystone asks: the challenge for an identity, and whether an answer to it is good. */
@NullMarked
package org.bitauth.keystone.plugin;

import org.jspecify.annotations.NullMarked;
