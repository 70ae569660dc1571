/**
 * The configuration: all settings, their sources, and the validated result.
 *
 * <p>The table of {@link btcfeed.configuration.Settings} defines each setting once: name, kind and
 * default. Reading, validation, masking and {@code check --print-config} use that definition.
 * {@code .env.example} describes each for operators, and a test compares both. The process
 * environment is a parameter and is not read here. Start reading at {@link
 * btcfeed.configuration.ConfigLoader}.
 */
package btcfeed.configuration;
