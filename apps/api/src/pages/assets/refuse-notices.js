import { post } from './api.js';
import { element, onSubmit, showStep } from './forms.js';

onSubmit(element('refuse'), async () => {
  await post(`/notices/refuse${location.search}`);
  showStep('refused', ['refuse', 'refused']);
});
