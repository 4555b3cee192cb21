/** Imported as `sheetbound:email`: a deployment without e-mail does not name the service, and asks for no right to it. */
export function sendEmail(address: string, text: string): void {
  const [subject = 'Sheetbound'] = text.split('\n', 1);
  MailApp.sendEmail(address, subject.replace(/:$/, ''), text);
}
