/** What a user's {@code ssh} needs for the instances of one cloud: a folder, and a block of ssh's configuration. */
@NullMarked
package org.bitauth.cli.zone;

import org.jspecify.annotations.NullMarked;
