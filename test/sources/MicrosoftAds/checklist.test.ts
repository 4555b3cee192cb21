import { describeOnBothRuntimes } from '../runtimes/describeOnBothRuntimes';
import { checklist } from './checklist';

describeOnBothRuntimes('MicrosoftAds', checklist);
