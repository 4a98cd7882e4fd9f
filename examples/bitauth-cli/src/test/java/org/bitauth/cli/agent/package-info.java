@NullMarked
package org.bitauth.cli.agent;

import org.jspecify.annotations.NullMarked;
