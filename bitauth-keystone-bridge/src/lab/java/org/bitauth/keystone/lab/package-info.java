/** A real, unmodified OpenStack Keystone of this machine, private to one test. Not part of the public API. */
@NullMarked
package org.bitauth.keystone.lab;

import org.jspecify.annotations.NullMarked;
