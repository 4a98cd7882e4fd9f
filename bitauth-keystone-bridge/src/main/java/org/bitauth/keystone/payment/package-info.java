/** Orders, invoices and leases: money that arrives for an order extends the lease of the identity that ordered. */
@NullMarked
package org.bitauth.keystone.payment;

import org.jspecify.annotations.NullMarked;
