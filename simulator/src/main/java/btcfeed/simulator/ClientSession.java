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

/**
 * One client's conversation with a venue: what it subscribed, and what it is told, in the venue's
 * own words. Guarded by the floor's lock.
 */
abstract class ClientSession {
  /** Most trades in one message. */
  static final int MAX_ROWS = 50;

  private final ExchangeView hall;
  private final Set<Symbol> wanted = new LinkedHashSet<>();

  ClientSession(ExchangeView hall) {
    this.hall = hall;
  }

  ExchangeView hall() {
    return hall;
  }

  /** What it says first. */
  void hello(MessageSink out) {}

  /** Answers what is no request: a ping, a pong. False if it is one. */
  boolean smallTalk(String said, MessageSink out) {
    return false;
  }

  /** Does what a request says, and answers it. */
  abstract void request(String request, MessageSink out);

  /** Refuses a request. */
  abstract void refuse(String request, int code, String words, MessageSink out);

  /** Prints trades, all of them wanted, in the order they happened. */
  abstract void trades(List<Trade> trades, MessageSink out);

  /** Says that it is there, or asks whether the client is. */
  void beat(MessageSink out) {}

  /** Says that it will close the connection; nothing where the venue has no words for that. */
  void closing(MessageSink out) {}

  boolean subscribed() {
    return !wanted.isEmpty();
  }

  boolean wants(Symbol symbol) {
    return wanted.contains(symbol);
  }

  final Set<Symbol> wanted() {
    return wanted;
  }

  final void subscribe(Symbol symbol) {
    wanted.add(symbol);
  }

  final void unsubscribe(Symbol symbol) {
    wanted.remove(symbol);
  }

  /** Tells those of the trades that the client wants. */
  final void tell(List<Trade> trades, MessageSink out) {
    List<Trade> mine = trades.stream().filter(trade -> wants(trade.market().symbol())).toList();
    if (!mine.isEmpty()) {
      trades(mine, out);
    }
  }

  /** By market, at most {@link #MAX_ROWS} together, as venues do that send several in a message. */
  static List<List<Trade>> messages(List<Trade> trades) {
    Map<Symbol, List<Trade>> markets = new LinkedHashMap<>();
    for (Trade trade : trades) {
      markets.computeIfAbsent(trade.market().symbol(), _ -> new ArrayList<>()).add(trade);
    }
    List<List<Trade>> messages = new ArrayList<>();
    for (List<Trade> market : markets.values()) {
      for (int from = 0; from < market.size(); from += MAX_ROWS) {
        messages.add(market.subList(from, Math.min(market.size(), from + MAX_ROWS)));
      }
    }
    return messages;
  }

  /** The listed market that a venue spells so. */
  final Optional<Symbol> listed(String spelling, SymbolSpelling how) {
    return how.read(spelling, hall.symbols());
  }
}
