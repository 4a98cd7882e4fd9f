/** An ssh-agent that holds a Bitcoin key's SSH keys and keeps their certificates fresh. */
@NullMarked
package org.bitauth.ssh.agent;

import org.jspecify.annotations.NullMarked;
