/**
 * Responses of several turns: the policy calls tools or acts in an environment, reads what that returns, and goes on.
 *
 * <pre>
 *   prompt | policy's turn | observation | policy's turn | observation | policy's last turn
 *            sampled         not sampled   sampled         not sampled   sampled
 * </pre>
 *
 * <p>{@link io.millrace.agent.AgentEngine} conducts the turns on top of any engine: each turn continues from the very token ids of
 * the turns before, which are never decoded and encoded again. {@link io.millrace.agent.Environment} is the general interface;
 * {@link io.millrace.agent.ToolEnvironment} is the one whose actions are tool calls. To add a tool, write a
 * {@link io.millrace.agent.RecordTool}; to add an environment, an {@link io.millrace.agent.EnvironmentType}.
 *
 * <p>Failures: what the policy did wrong is an observation that says so, and a {@link io.millrace.model.ToolCall.Outcome}; a failure
 * of infrastructure ends the response, which is then ungraded.
 */
@NullMarked
package io.millrace.agent;

import org.jspecify.annotations.NullMarked;
