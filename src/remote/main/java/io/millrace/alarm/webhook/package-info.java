/** The sink that posts alarms over HTTP: {@link io.millrace.alarm.webhook.Webhook}. */
@NullMarked
package io.millrace.alarm.webhook;

import org.jspecify.annotations.NullMarked;
