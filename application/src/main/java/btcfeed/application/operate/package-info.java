/**
 * The commands of an operator: driving ports only. Each command runs on the thread of the part that
 * it concerns, or is refused with a reason.
 */
package btcfeed.application.operate;
