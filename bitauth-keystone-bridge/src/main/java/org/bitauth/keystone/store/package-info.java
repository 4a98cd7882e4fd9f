/** Directories of users, projects and services. */
@NullMarked
package org.bitauth.keystone.store;

import org.jspecify.annotations.NullMarked;
