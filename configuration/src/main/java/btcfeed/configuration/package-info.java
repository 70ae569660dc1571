/**
 * What the service was told to do: every setting, where its value came from, and the typed result.
 *
 * <p>A setting is defined once, in the tables of {@link btcfeed.configuration.Settings}: name,
 * kind, default, description. Reading, checking, masking, {@code .env.example} and {@code check
 * --print-config} all follow from that one definition. Nothing here reads the process environment:
 * it is handed in. Start reading at {@link btcfeed.configuration.ConfigLoader}.
 */
package btcfeed.configuration;
