/**
 * The configuration: all settings, their sources, and the validated result.
 *
 * <p>The tables of {@link btcfeed.configuration.Settings} define each setting once: name, kind,
 * default, description. Reading, validation, masking, {@code .env.example} and {@code check
 * --print-config} use that definition. The process environment is a parameter and is not read here.
 * Start reading at {@link btcfeed.configuration.ConfigLoader}.
 */
package btcfeed.configuration;
