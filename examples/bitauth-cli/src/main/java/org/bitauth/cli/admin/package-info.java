/** What an operator does with the identity service's users, on its database or by the server that has it open. */
@NullMarked
package org.bitauth.cli.admin;

import org.jspecify.annotations.NullMarked;
