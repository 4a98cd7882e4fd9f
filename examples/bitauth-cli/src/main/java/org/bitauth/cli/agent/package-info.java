/** What a user's ssh-agent needs beside the agent itself: a program that asks him, a systemd unit, a start in the background. */
@NullMarked
package org.bitauth.cli.agent;

import org.jspecify.annotations.NullMarked;
