import type { HandedFile } from './handover-contents';

/** Where the configuration of clients stands in a bundle. */
const FOLDER = 'clients';

const PIP = `# For pip 20 and newer. From the folder that has "simple" in it:
#
#   Linux, macOS:  PIP_CONFIG_FILE=clients/pip.conf python3 -m pip install PACKAGE
#   PowerShell:    $env:PIP_CONFIG_FILE = "clients/pip.ini"; py -m pip install PACKAGE
#
# To keep it, copy it to where "pip config debug" says, with a whole address in place of "./simple/".

[global]
# This folder, and nothing else: no network is asked.
index-url = ./simple/
# Nothing that other settings of this computer add.
extra-index-url =
find-links =
disable-pip-version-check = true

# This folder from everywhere (write %20 for a space):
# index-url = file:///media/stick/mirror/simple/
# index-url = file:///D:/mirror/simple/

# "python3 serve.py", or Sandgrouse, on this computer:
# index-url = http://127.0.0.1:8080/simple/

# The same on another computer, without encryption:
# index-url = http://192.0.2.10:8080/simple/
# trusted-host = 192.0.2.10
`;

const UV = `# For uv: put the address of this folder in, with %20 for a space. Then
#
#   Linux, macOS:  UV_CONFIG_FILE=clients/uv.toml uv pip install PACKAGE
#   PowerShell:    $env:UV_CONFIG_FILE = "clients/uv.toml"; uv pip install PACKAGE
#
# To keep it, copy it to ~/.config/uv/uv.toml, or on Windows to %APPDATA%\\uv\\uv.toml.

# uv fetches no Python by itself: there is no network to fetch it from.
python-downloads = "never"

[[index]]
name = "sandgrouse"
# The only index: nothing else is asked.
default = true
url = "file:///media/stick/mirror/simple/"
# On Windows:
# url = "file:///D:/mirror/simple/"
# "python3 serve.py", or Sandgrouse, on this computer:
# url = "http://127.0.0.1:8080/simple/"
`;

/** How pip and uv are told to install from a bundle and from nowhere else: templates, with words on how to use them. */
export function writeClientFiles(): readonly HandedFile[] {
  return [
    { path: `${FOLDER}/pip.conf`, bytes: Buffer.from(PIP) },
    { path: `${FOLDER}/pip.ini`, bytes: Buffer.from(withWindowsEnds(PIP)) },
    { path: `${FOLDER}/uv.toml`, bytes: Buffer.from(UV) },
  ];
}

/** Older editors of Windows show everything on one line otherwise. */
function withWindowsEnds(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
