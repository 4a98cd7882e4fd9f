/** The Python packages, in a real Keystone and in real clients. */
@NullMarked
package org.bitauth.plugins;

import org.jspecify.annotations.NullMarked;
