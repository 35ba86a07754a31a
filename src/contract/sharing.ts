/**
 * How a server is reached. `computer`: by this computer alone, on loopback. `network`: by every computer that can reach
 * this one.
 */
export type Reach = 'computer' | 'network';

/** Where the certificate of an encrypted server comes from. */
export type Encryption =
  | { readonly kind: 'none' }
  /** Made here, and signed by an authority that is made here, once. */
  | { readonly kind: 'made' }
  /** Two PEM files of the person's own. */
  | { readonly kind: 'own'; readonly certificatePath: string; readonly keyPath: string };

/** What a client has to give before it is answered. */
export interface Access {
  /** `null`: any name will do, as with a token. */
  readonly user: string | null;
  readonly secret: string;
}

export interface Sharing {
  readonly reach: Reach;
  /** Names that clients call this computer by, besides its addresses and the name that it has itself. */
  readonly names: readonly string[];
  readonly encryption: Encryption;
  readonly access: Access | null;
}

/** How a person wants a mirror to be served; what becomes of it is a `Sharing`. */
export interface ShareChoice {
  readonly reach: Reach;
  readonly names: readonly string[];
  readonly encryption: Encryption;
  readonly access:
    | { readonly kind: 'none' }
    /** Made once, and kept on this computer. */
    | { readonly kind: 'token' }
    | { readonly kind: 'password'; readonly user: string | null; readonly secret: string };
}

/** As everything begins: on this computer alone. */
export const NOT_SHARED: Sharing = {
  reach: 'computer',
  names: [],
  encryption: { kind: 'none' },
  access: null,
};

/** A host by which clients reach the server, in the form that it has in a URL. */
export interface ReachableHost {
  readonly host: string;
  /** `eth0`, `Wi-Fi`; `null` for a name. */
  readonly networkName: string | null;
}

/** What clients have to trust, to believe an encrypted server. */
export interface ServedCertificate {
  /** SHA-256 of the certificate, as pairs of hexadecimal digits with colons between. */
  readonly fingerprint: string;
  /** The PEM file that clients are given as their authority; `null` where it is the person's own certificate. */
  readonly authorityPath: string | null;
  readonly expiresAtMs: number;
}

/** One answered request. */
export interface ServedRequest {
  readonly atMs: number;
  /** The client's address. */
  readonly client: string;
  readonly method: string;
  /** As it came, in at most 1,000 characters. */
  readonly target: string;
  /** The folder of the mirror that it went to; `null` where it went to none. */
  readonly mirror: string | null;
  /** The project whose page or file it was. */
  readonly project: string | null;
  readonly isFile: boolean;
  readonly status: number;
  readonly bytes: number;
  readonly durationMs: number;
  readonly userAgent: string | null;
}

/** What was asked of a server since it began. */
export interface ServeActivity {
  readonly requests: number;
  readonly bytes: number;
  /** The last ones, the newest first; numbered from 1 since the server began. */
  readonly recent: readonly (ServedRequest & { readonly number: number })[];
  /** Those whose files were fetched, the most often fetched first. */
  readonly projects: readonly { readonly project: string; readonly files: number; readonly bytes: number }[];
  /** How many clients, by their addresses. */
  readonly clients: number;
}

/** The line that lets others through the firewall of this computer, for a person to run. */
export interface FirewallLine {
  readonly firewall: 'ufw' | 'firewalld' | 'windows' | 'macos';
  readonly line: string;
}

/** `platform` as Node names it. */
export function firewallLines(platform: string, port: number): readonly FirewallLine[] {
  if (platform === 'win32') {
    const line = `netsh advfirewall firewall add rule name="Sandgrouse ${port}" dir=in action=allow protocol=TCP localport=${port} profile=private`;
    return [{ firewall: 'windows', line }];
  }
  if (platform === 'darwin') {
    const line =
      '/usr/libexec/ApplicationFirewall/socketfilterfw --add /Applications/Sandgrouse.app --unblockapp /Applications/Sandgrouse.app';
    return [{ firewall: 'macos', line: `sudo ${line}` }];
  }
  return [
    { firewall: 'ufw', line: `sudo ufw allow ${port}/tcp` },
    { firewall: 'firewalld', line: `sudo firewall-cmd --add-port=${port}/tcp` },
  ];
}
