package btcfeed.redis;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds the addresses of a name, anew for every connection: names are moved, and so are lines of
 * the hosts file, which the client's own resolver reads once.
 */
interface AddressLookup {
  /** As the system does it. */
  AddressLookup SYSTEM = InetAddress::getAllByName;

  /** All addresses. Blocks for as long as the system's name servers take. */
  InetAddress[] all(String host) throws UnknownHostException;

  /** The same for the client, whose thread does not wait for it. */
  default AddressResolverGroup<InetSocketAddress> group() {
    return new AddressResolverGroup<>() {
      @Override
      protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Names(executor, AddressLookup.this).asAddressResolver();
      }
    };
  }

  /** Resolves names on a thread of its own. */
  final class Names extends InetNameResolver {
    private final AddressLookup lookup;

    private Names(EventExecutor executor, AddressLookup lookup) {
      super(executor);
      this.lookup = lookup;
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> found) {
      Thread.ofVirtual()
          .name("redis-name")
          .start(
              () -> {
                try {
                  found.trySuccess(lookup.all(host)[0]);
                } catch (UnknownHostException | RuntimeException e) {
                  found.tryFailure(e);
                }
              });
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> found) {
      Thread.ofVirtual()
          .name("redis-name")
          .start(
              () -> {
                try {
                  found.trySuccess(List.of(lookup.all(host)));
                } catch (UnknownHostException | RuntimeException e) {
                  found.tryFailure(e);
                }
              });
    }
  }
}
