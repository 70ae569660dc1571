package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One client's connection in the venue's protocol: its subscriptions and the messages it gets.
 * Guarded by the exchange's lock.
 */
abstract class ClientSession {
  /** Most trades in one message. */
  static final int MAX_ROWS = 50;

  private final ExchangeView view;
  private final Set<Symbol> subscriptions = new LinkedHashSet<>();

  ClientSession(ExchangeView view) {
    this.view = view;
  }

  final ExchangeView view() {
    return view;
  }

  /** Where this session's messages go, for venues that compress them. */
  MessageSink encoded(MessageSink out) {
    return out;
  }

  /** Sends the first message. */
  void greet(MessageSink out) {}

  /**
   * The answer to a message that only keeps the connection alive; an empty text if it needs none.
   * Empty if the message is a request.
   */
  Optional<String> pong(ClientRequest message) {
    return Optional.empty();
  }

  /** Executes a request and answers it. */
  abstract void request(ClientRequest request, MessageSink out);

  /** Refuses a request. */
  abstract void refuse(ClientRequest request, int code, String reason, MessageSink out);

  /** Sends trades of subscribed markets, in the order in which they happened. */
  abstract void trades(List<Trade> trades, MessageSink out);

  /** Sends a heartbeat or a ping message. */
  void heartbeat(MessageSink out) {}

  /** Announces that the venue will close the connection, if the protocol has such a message. */
  void announceClose(MessageSink out) {}

  boolean subscribed() {
    return !subscriptions.isEmpty();
  }

  boolean subscribedTo(Symbol symbol) {
    return subscriptions.contains(symbol);
  }

  final Set<Symbol> subscriptions() {
    return subscriptions;
  }

  final void subscribe(Symbol symbol) {
    subscriptions.add(symbol);
  }

  /** Sends those of the trades whose markets are subscribed. */
  final void publish(List<Trade> trades, MessageSink out) {
    List<Trade> subscribed =
        trades.stream().filter(trade -> subscribedTo(trade.market().symbol())).toList();
    if (!subscribed.isEmpty()) {
      trades(subscribed, out);
    }
  }

  /** Trades by market, at most {@link #MAX_ROWS} together, for venues that send several at once. */
  static List<List<Trade>> batches(List<Trade> trades) {
    Map<Symbol, List<Trade>> markets = new LinkedHashMap<>();
    for (Trade trade : trades) {
      markets.computeIfAbsent(trade.market().symbol(), _ -> new ArrayList<>()).add(trade);
    }
    List<List<Trade>> batches = new ArrayList<>();
    for (List<Trade> market : markets.values()) {
      for (int from = 0; from < market.size(); from += MAX_ROWS) {
        batches.add(market.subList(from, Math.min(market.size(), from + MAX_ROWS)));
      }
    }
    return batches;
  }

  /** The listed market that a channel is for: a prefix and the venue's spelling of the market. */
  final Optional<Symbol> listed(String channel, String prefix, SymbolSpelling spelling) {
    return channel.startsWith(prefix)
        ? spelling.read(channel.substring(prefix.length()), view.symbols())
        : Optional.empty();
  }

  /** The listed markets of all these channels; empty if one is unknown, which is then refused. */
  final Optional<List<Symbol>> allListed(
      List<String> channels, String prefix, SymbolSpelling spelling, Consumer<String> refuse) {
    List<Symbol> symbols = new ArrayList<>();
    for (String channel : channels) {
      Optional<Symbol> symbol = listed(channel, prefix, spelling);
      if (symbol.isEmpty()) {
        refuse.accept(channel);
        return Optional.empty();
      }
      symbols.add(symbol.get());
    }
    return Optional.of(symbols);
  }

  /** An answer written as in {@link Templates#json}, if the message is a ping. */
  static Optional<String> pongIf(boolean ping, String template, Object... values) {
    return ping ? Optional.of(Templates.json(template, values)) : Optional.empty();
  }
}
