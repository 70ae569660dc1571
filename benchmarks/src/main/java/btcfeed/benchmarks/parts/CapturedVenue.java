package btcfeed.benchmarks.parts;

import btcfeed.benchmarks.venue.HostClock;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.line.VenueLine;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Captures the messages that a simulated venue sends on one connection. */
final class CapturedVenue {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  /** A captured message. */
  static final class Message {
    private final byte[] bytes;
    private final boolean binary;
    private final boolean trades;

    Message(byte[] bytes, boolean binary, boolean trades) {
      this.bytes = bytes;
      this.binary = binary;
      this.trades = trades;
    }

    byte[] bytes() {
      return bytes.clone();
    }

    Message withBytes(byte[] other) {
      return new Message(other, binary, trades);
    }

    void decode(FrameDecoder decoder, DecodeSink messages) {
      if (binary) {
        decoder.decodeBinary(bytes, bytes.length, messages);
      } else {
        decoder.decode(bytes, bytes.length, messages);
      }
    }
  }

  /**
   * Messages of one connection.
   *
   * @param before the messages that a decoder needs first
   * @param trades the messages with one trade each
   */
  record Messages(VenueCodec codec, List<Message> before, List<Message> trades) {}

  private final VenueCodec codec;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final CountDownLatch confirmed = new CountDownLatch(1);

  private CapturedVenue(VenueCodec codec) {
    this.codec = codec;
  }

  /** Captures messages with this many trades. */
  static Messages of(String name, int trades) throws IOException, InterruptedException {
    try (VenueSimulator venue =
        VenueSimulator.start(SimulatorOptions.usual(name), new HostClock())) {
      List<Symbol> symbols = venue.options().symbols();
      CapturedVenue captured =
          new CapturedVenue(
              Venues.builtIn()
                  .codec(
                      name,
                      new VenueOptions(
                          symbols,
                          Optional.of(venue.uri()),
                          Optional.of(venue.restUri()),
                          MAX_MESSAGE_BYTES)));
      HostClock clock = new HostClock();
      LinePort line =
          new VenueLine(
              new LineId(new Venue(name), "a"),
              VenueLine.Client.TYRUS,
              captured.capturedCodec(),
              MAX_MESSAGE_BYTES,
              MessageBudget.ofHeap(),
              OutboundConnector.direct(clock),
              clock,
              FrameTap.NONE,
              VenueLine.CLOSE_TIMEOUT);
      if (line.open(captured::note, TIMEOUT) instanceof LinePort.Opened.Failed failed) {
        throw new IOException("no connection to the simulated " + name + ": " + failed.detail());
      }
      if (!venue.awaitSubscribers(1, TIMEOUT)) {
        throw new IOException("no subscription at the simulated " + name);
      }
      if (!captured.confirmed.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("the simulated " + name + " does not confirm the subscription");
      }
      List<Message> before = new ArrayList<>();
      captured.messages.drainTo(before);
      List<Message> withTrades = new ArrayList<>();
      while (withTrades.size() < trades) {
        var _ = venue.trade();
        withTrades.add(captured.nextTrade());
      }
      return new Messages(captured.codec, before, withTrades);
    }
  }

  private Message nextTrade() throws IOException, InterruptedException {
    Message message = next();
    while (!message.trades) {
      message = next();
    }
    return message;
  }

  private Message next() throws IOException, InterruptedException {
    return Optional.ofNullable(messages.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
        .orElseThrow(() -> new IOException("the simulated " + codec.venue() + " sends nothing"));
  }

  private void note(LineEvent event) {
    if (event instanceof LineEvent.Confirmed) {
      confirmed.countDown();
    }
  }

  /** The venue's codec, with decoders that note what they decode. */
  private VenueCodec capturedCodec() {
    return new VenueCodec(
        codec.venue(),
        codec.symbols(),
        codec.continuity(),
        codec.subscription(),
        codec.connectToken(),
        this::decoder);
  }

  private FrameDecoder decoder() {
    FrameDecoder decoder = codec.decoder();
    return new FrameDecoder() {
      @Override
      public void decode(byte[] message, int length, DecodeSink to) {
        CountingSink counting = new CountingSink(to);
        decoder.decode(message, length, counting);
        messages.add(new Message(Arrays.copyOf(message, length), false, counting.trades > 0));
      }

      @Override
      public void decodeBinary(byte[] message, int length, DecodeSink to) {
        CountingSink counting = new CountingSink(to);
        decoder.decodeBinary(message, length, counting);
        messages.add(new Message(Arrays.copyOf(message, length), true, counting.trades > 0));
      }
    };
  }
}
