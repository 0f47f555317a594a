//! Programs and gadgets that stand in the records of managed computers.

use super::person::{Gadget, Program};

/// Programs that a managed computer comes with.
pub(crate) static OFFICE: &[Program] = &[
    Program {
        name: "Google Chrome",
        process: "chrome.exe",
        publisher: "Google LLC",
        kind: "application",
        approved: true,
    },
    Program {
        name: "Slack",
        process: "slack.exe",
        publisher: "Slack Technologies",
        kind: "application",
        approved: true,
    },
    Program {
        name: "Zoom",
        process: "zoom.exe",
        publisher: "Zoom Video Communications",
        kind: "application",
        approved: true,
    },
    Program {
        name: "Visual Studio Code",
        process: "code.exe",
        publisher: "Microsoft Corporation",
        kind: "application",
        approved: true,
    },
    Program {
        name: "Microsoft Teams",
        process: "ms-teams.exe",
        publisher: "Microsoft Corporation",
        kind: "application",
        approved: true,
    },
];

/// Remote-control tools; the same ones serve honest support.
pub(crate) static REMOTE: &[Program] = &[
    Program {
        name: "AnyDesk",
        process: "anydesk.exe",
        publisher: "AnyDesk Software GmbH",
        kind: "application",
        approved: false,
    },
    Program {
        name: "Chrome Remote Desktop Host",
        process: "remoting_host.exe",
        publisher: "Google LLC",
        kind: "service",
        approved: false,
    },
    Program {
        name: "TeamViewer",
        process: "teamviewer.exe",
        publisher: "TeamViewer Germany GmbH",
        kind: "application",
        approved: false,
    },
    Program {
        name: "RustDesk",
        process: "rustdesk.exe",
        publisher: "Purslane Ltd",
        kind: "application",
        approved: false,
    },
    Program {
        name: "Splashtop Streamer",
        process: "srserver.exe",
        publisher: "Splashtop Inc.",
        kind: "service",
        approved: false,
    },
    Program {
        name: "ScreenConnect Client",
        process: "screenconnect.clientservice.exe",
        publisher: "ConnectWise, LLC",
        kind: "service",
        approved: false,
    },
];

/// Tools that keep a computer awake, hide its place or split accounts.
pub(crate) static OTHER_TOOLS: &[Program] = &[
    Program {
        name: "Caffeine",
        process: "caffeine64.exe",
        publisher: "Zhorn Software",
        kind: "application",
        approved: false,
    },
    Program {
        name: "Mouse Jiggler",
        process: "mousejiggler.exe",
        publisher: "",
        kind: "application",
        approved: false,
    },
    Program {
        name: "Astrill VPN",
        process: "astrill.exe",
        publisher: "Astrill Systems Corp.",
        kind: "application",
        approved: false,
    },
    Program {
        name: "Mullvad VPN",
        process: "mullvad-vpn.exe",
        publisher: "Mullvad VPN AB",
        kind: "application",
        approved: false,
    },
    Program {
        name: "OBS Studio",
        process: "obs64.exe",
        publisher: "OBS Project",
        kind: "application",
        approved: false,
    },
];

/// Ordinary things that people plug in.
pub(crate) static GADGETS: &[Gadget] = &[
    Gadget {
        bus: "usb",
        vendor_id: "046d",
        product_id: "c52b",
        manufacturer: "Logitech",
        product: "USB Receiver",
        serial: "",
        classes: "03",
        display_id: "",
    },
    Gadget {
        bus: "usb",
        vendor_id: "046d",
        product_id: "0892",
        manufacturer: "Logitech",
        product: "HD Pro Webcam C920",
        serial: "",
        classes: "0e,01",
        display_id: "",
    },
    Gadget {
        bus: "usb",
        vendor_id: "0bda",
        product_id: "8153",
        manufacturer: "Realtek",
        product: "USB 10/100/1000 LAN",
        serial: "",
        classes: "02,ff",
        display_id: "",
    },
    Gadget {
        bus: "display",
        vendor_id: "",
        product_id: "",
        manufacturer: "DEL",
        product: "DELL U2722D",
        serial: "",
        classes: "",
        display_id: "DEL-41ED",
    },
    Gadget {
        bus: "usb",
        vendor_id: "05ac",
        product_id: "0250",
        manufacturer: "Apple Inc.",
        product: "Apple Keyboard",
        serial: "",
        classes: "03",
        display_id: "",
    },
];

/// IP-KVM boxes and what comes with them.
pub(crate) static KVMS: &[Gadget] = &[
    Gadget {
        bus: "usb",
        vendor_id: "1d6b",
        product_id: "0104",
        manufacturer: "PiKVM",
        product: "PiKVM Composite Device",
        serial: "CAFEBABE",
        classes: "03,08",
        display_id: "",
    },
    Gadget {
        bus: "usb",
        vendor_id: "1d6b",
        product_id: "0104",
        manufacturer: "JetKVM",
        product: "JetKVM USB Emulation Device",
        serial: "",
        classes: "03,08",
        display_id: "",
    },
    Gadget {
        bus: "display",
        vendor_id: "",
        product_id: "",
        manufacturer: "TSB",
        product: "T749-fHD720",
        serial: "",
        classes: "",
        display_id: "TSB-8801",
    },
];

/// A capture card, as streamers have too.
pub(crate) static CAPTURE: Gadget = Gadget {
    bus: "usb",
    vendor_id: "534d",
    product_id: "2109",
    manufacturer: "MACROSILICON",
    product: "USB Video",
    serial: "",
    classes: "0e,01,03",
    display_id: "",
};

/// Applies for jobs by itself.
pub(crate) static AUTO_APPLY: Program = Program {
    name: "Simplify Copilot",
    process: "chrome.exe",
    publisher: "Simplify",
    kind: "browser-extension",
    approved: false,
};

/// Browsers with many separate profiles; testers and agencies buy them too.
pub(crate) static PROFILES: &[Program] = &[
    Program {
        name: "GoLogin",
        process: "gologin.exe",
        publisher: "GoLogin",
        kind: "application",
        approved: false,
    },
    Program {
        name: "AdsPower Global",
        process: "adspower global.exe",
        publisher: "AdsPower",
        kind: "application",
        approved: false,
    },
];

/// A messenger of the local network.
pub(crate) static LAN_MESSENGER: Program = Program {
    name: "IP Messenger",
    process: "ipmsg.exe",
    publisher: "FastCopy Lab, LLC.",
    kind: "application",
    approved: false,
};
