package btcfeed.log;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Venue;
import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/**
 * Builds one {@link LogMessage}: its fields for programs, and its text, in which {@code {name}}
 * stands for the readable form of a value. One thread.
 */
final class MessageBuilder {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private final Level level;
  private final String event;
  private final List<LogMessage.Field> fields = new ArrayList<>();
  private final Map<String, String> readable = new HashMap<>();

  MessageBuilder(Level level, String event) {
    this.level = level;
    this.event = event;
  }

  static MessageBuilder info(String event) {
    return new MessageBuilder(Level.INFO, event);
  }

  static MessageBuilder warn(String event) {
    return new MessageBuilder(Level.WARN, event);
  }

  static MessageBuilder error(String event) {
    return new MessageBuilder(Level.ERROR, event);
  }

  MessageBuilder venue(Venue venue) {
    return field("venue", venue.name());
  }

  /** Fields {@code venue} and {@code line}; in the text {@code {line}} is both. */
  MessageBuilder line(LineId line) {
    return venue(line.venue()).field("line", line.letter()).readable("line", line.toString());
  }

  /** Fields {@code venue} and {@code symbol}; in the text {@code {market}} is both. */
  MessageBuilder market(Market market) {
    return venue(market.venue())
        .field("symbol", market.symbol().toString())
        .readable("market", market.toString());
  }

  /** In the text {@code {store}} is {@code primary store}. */
  MessageBuilder store(StoreName store) {
    return field("store", store.text()).readable("store", store.text() + " store");
  }

  /** A text from outside the service, made harmless. */
  MessageBuilder detail(String name, String text) {
    return field(name, LogText.detail(text));
  }

  /** A number, with commas in the text. */
  MessageBuilder number(String name, long number) {
    return field(name, number).readable(name, LogText.number(number));
  }

  /** A number of things, named for them: {@code records} is {@code 1 record} in the text. */
  MessageBuilder count(String name, long number) {
    String noun = name.substring(0, name.length() - 1);
    return field(name, number).readable(name, LogText.count(number, noun));
  }

  /** A duration: milliseconds in the field {@code NAME_ms}. */
  MessageBuilder duration(String name, Duration duration) {
    return field(name + "_ms", duration.toMillis()).readable(name, LogText.duration(duration));
  }

  MessageBuilder field(String name, Object value) {
    fields.add(new LogMessage.Field(name, value));
    return readable(name, value.toString());
  }

  /** A value for the text only. */
  MessageBuilder readable(String name, String text) {
    readable.put(name, text);
    return this;
  }

  /** The message with this text. */
  LogMessage text(String template) {
    String text =
        PLACEHOLDER
            .matcher(template)
            .replaceAll(found -> Matcher.quoteReplacement(readableValue(found.group(1))));
    return new LogMessage(level, event, text, fields);
  }

  private String readableValue(String name) {
    return Objects.requireNonNull(readable.get(name), name);
  }
}
