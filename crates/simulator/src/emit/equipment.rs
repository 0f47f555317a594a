//! Equipment: the laptop of a placed subject, its way, its place and what is on it.

use bonafide_model::table::{
    Device, DeviceLocation, NetworkContact, Peripheral, Shipment, Software,
};

use crate::network;
use crate::place::City;
use crate::plan::person::Placement;
use crate::stream::Chance;

use super::{Desk, time};

impl Desk<'_> {
    pub(super) fn equipment(&mut self) {
        let Some(job) = &self.person.placement else {
            return;
        };
        self.shipment(job);
        self.device(job);
        self.places(job);
        self.plugged_in(job);
        self.programs(job);
    }

    fn shipment(&mut self, job: &Placement) {
        if !self.dice.chance(0.85) {
            return;
        }
        let shipped = job.from_day * 86_400 + 40_000;
        let person = self.person;
        let distance = person.home.distance_km(job.ship_city);
        let mut row = Shipment {
            subject_id: self.id(),
            shipment_id: Some(self.dice.hex(10)),
            direction: Some("outbound".to_owned()),
            requested_at: self.kept(time(shipped - 3 * 86_400)),
            shipped_at: Some(time(shipped)),
            delivered_at: self.kept(time(shipped + 3 * 86_400)),
            address: Some(format!(
                "{}, {}, {}",
                job.ship_to, job.ship_city.name, job.ship_city.country
            )),
            city: self.kept(job.ship_city.name.to_owned()),
            region: self.kept(job.ship_city.region.to_owned()),
            country: Some(job.ship_city.country.to_owned()),
            recipient_name: self.kept(job.recipient.clone()),
            recipient_matches: self.kept(job.recipient_matches),
            distance_from_home_km: self.kept(distance.round()),
            changed_after_offer: self.kept(job.changed_after_offer),
            address_type: self.kept(job.address_type.to_owned()),
            device_id: Some(job.device_id.clone()),
        };
        self.tables.shipment.push(row.clone());
        let (_, last) = self.setting.days();
        if person.active.1 < last && self.dice.chance(0.7) {
            row.shipment_id = Some(self.dice.hex(10));
            row.direction = Some("return".to_owned());
            if self.dice.chance(person.habits.returned_by_other) {
                // The family sends it, or it comes from the new flat.
                row.recipient_matches = row.recipient_matches.map(|_| false);
                let street = crate::text::street(&mut self.dice);
                row.address = Some(format!("{street}, {}", person.home.name));
            }
            row.shipped_at = Some(time((person.active.1 + 6) * 86_400));
            row.delivered_at = None;
            self.tables.shipment.push(row);
        }
    }

    fn device(&mut self, job: &Placement) {
        let start = (job.from_day + 4) * 86_400;
        let row = Device {
            subject_id: self.id(),
            device_id: Some(job.device_id.clone()),
            kind: Some("managed".to_owned()),
            serial: self.kept(job.device_id[..10].to_uppercase()),
            provisioned_at: self.kept(time(job.from_day * 86_400)),
            first_check_in_at: Some(time(start)),
            first_check_in_country: self.kept(job.ship_city.country.to_owned()),
            last_check_in_at: self.kept(time(self.person.active.1 * 86_400 + 60_000)),
            own_device_requested: self.kept(job.asked_for_own_device),
            own_device_reason: (!job.own_reason.is_empty()).then(|| job.own_reason.to_owned()),
            browser_profiles: self.maybe(0.3, |dice| {
                dice.whole(1, 2) + self.person.habits.browser_profiles
            }),
            accounts_seen: self.maybe(0.2, |dice| {
                dice.whole(1, self.person.habits.browser_profiles.min(6))
            }),
            operating_system: Some("Windows 11".to_owned()),
            timezone_changed_at: self.maybe(0.06, |dice| time(start + dice.whole(0, 90) * 86_400)),
        };
        self.tables.device.push(row);
    }

    fn places(&mut self, job: &Placement) {
        if !self.dice.chance(0.6) {
            return;
        }
        let until = self.person.active.1.max(job.from_day + 5);
        for _ in 0..self.dice.whole(2, 6) {
            let seen_on = self.dice.whole(job.from_day + 4, until);
            let trip = self
                .person
                .trips
                .iter()
                .find(|trip| (trip.first_day..=trip.last_day).contains(&seen_on));
            let (city, line): (&'static City, u32) = match (&job.moved, trip) {
                (Some((from, city, line)), _) if seen_on >= *from => (city, *line),
                (_, Some(trip)) => (trip.city, trip.address),
                _ => (job.ship_city, job.line),
            };
            let at = self.moment_on(seen_on);
            let accuracy = self.dice.lognormal(3.0, 0.8);
            let person = self.person;
            let row = DeviceLocation {
                subject_id: self.id(),
                device_id: Some(job.device_id.clone()),
                seen_at: Some(time(at)),
                latitude: Some((city.latitude + self.dice.between(-0.1, 0.1)).clamp(-90.0, 90.0)),
                longitude: Some(city.longitude + self.dice.between(-0.1, 0.1)),
                accuracy_km: self.kept((accuracy * 10.0).round() / 10.0),
                country: Some(city.country.to_owned()),
                public_ip: self.kept(network::text(line)),
                network_name_hash: None,
                login_distance_km: None,
                home_distance_km: self.kept(person.home.distance_km(city).round()),
            };
            self.tables.device_location.push(row);
        }
    }

    fn plugged_in(&mut self, job: &Placement) {
        if !self.dice.chance(0.6) {
            return;
        }
        for gadget in &job.peripherals {
            let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
            let at = self.moment_on(job.from_day + 5);
            let row = Peripheral {
                subject_id: self.id(),
                device_id: Some(job.device_id.clone()),
                connected_at: Some(time(at)),
                bus: text(gadget.bus),
                vendor_id: text(gadget.vendor_id),
                product_id: text(gadget.product_id),
                manufacturer: text(gadget.manufacturer),
                product: text(gadget.product),
                serial: text(gadget.serial),
                display_id: text(gadget.display_id),
                classes: text(gadget.classes),
            };
            self.tables.peripheral.push(row);
        }
    }

    fn programs(&mut self, job: &Placement) {
        if !self.dice.chance(0.7) {
            return;
        }
        for program in &job.programs {
            let day = job.from_day + self.dice.whole(4, if program.approved { 5 } else { 40 });
            let at = self.moment_on(day);
            let row = Software {
                subject_id: self.id(),
                device_id: Some(job.device_id.clone()),
                name: Some(program.name.to_owned()),
                process: Some(program.process.to_owned()),
                path: None,
                publisher: (!program.publisher.is_empty()).then(|| program.publisher.to_owned()),
                kind: Some(program.kind.to_owned()),
                extension_id: None,
                seen_at: Some(time(at)),
                approved: self.kept(program.approved),
                command_line: (job.scripted && program.process == "remoting_host.exe")
                    .then(|| "remoting_start_host.exe --code=\"…\" --pin=…".to_owned()),
            };
            self.tables.software.push(row);
        }
        if let Some(port) = job.open_port {
            let at = self.moment_on(job.from_day + 6);
            let row = NetworkContact {
                subject_id: self.id(),
                device_id: Some(job.device_id.clone()),
                contacted_at: Some(time(at)),
                port: Some(port),
                kind: Some("open-port".to_owned()),
                ..NetworkContact::default()
            };
            self.tables.network_contact.push(row);
        }
        let usual = [("updates.example", 443), ("mail.example", 443)];
        for (domain, port) in usual.iter().chain(&job.contacts) {
            let at = self.moment_on(job.from_day + 4);
            let row = NetworkContact {
                subject_id: self.id(),
                device_id: Some(job.device_id.clone()),
                contacted_at: Some(time(at)),
                domain: Some((*domain).to_owned()),
                remote_ip: None,
                port: Some(*port),
                kind: Some("dns".to_owned()),
                bytes_out: None,
                wired: self.kept(job.wired),
            };
            self.tables.network_contact.push(row);
        }
    }
}
